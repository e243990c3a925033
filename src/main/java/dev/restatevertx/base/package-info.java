/**
 * Values without behaviour of their own that every room speaks: byte slices, identifiers and their text forms,
 * partition-key hashing, key ranges, durations, byte sizes, retry policies, error codes, checks. Pure.
 */
@NullMarked
package dev.restatevertx.base;

import org.jspecify.annotations.NullMarked;
