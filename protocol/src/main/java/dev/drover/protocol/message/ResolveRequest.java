package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * A person's statement on a move whose workflow is gone, and whose records are open still. Its job
 * is a small one, under the id {@code domain/<uuid>}.
 *
 * @param domain UUID of the domain
 * @param domainName what people call it, for messages; may be null
 * @param migrationId the move that the open records name
 * @param source UUID of the source
 * @param sourceName what people call it, for messages; may be null
 * @param destination UUID of the destination
 * @param destinationName what people call it, for messages; may be null
 */
public record ResolveRequest(
    String domain,
    @Nullable String domainName,
    String migrationId,
    String source,
    @Nullable String sourceName,
    String destination,
    @Nullable String destinationName,
    Statement statement) {}
