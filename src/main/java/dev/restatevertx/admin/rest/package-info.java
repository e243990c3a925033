/** The admin REST API: routes, request bodies, JSON shapes, error answers. */
@NullMarked
package dev.restatevertx.admin.rest;

import org.jspecify.annotations.NullMarked;
