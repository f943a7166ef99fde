/** Tests of the packaged jar on a cluster, on HDFS and on the S3 protocol. */
@NullMarked
package io.clientele.cluster;

import org.jspecify.annotations.NullMarked;
