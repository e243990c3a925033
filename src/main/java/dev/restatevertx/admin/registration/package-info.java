/** Registration of deployments as a flow: discover, compute, store by compare-and-set. */
@NullMarked
package dev.restatevertx.admin.registration;

import org.jspecify.annotations.NullMarked;
