/** The cluster's own metadata as records with exact-u64 JSON: nodes, log chains, partition table, leader epochs. */
@NullMarked
package dev.restatevertx.cluster;

import org.jspecify.annotations.NullMarked;
