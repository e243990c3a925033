package dev.restatevertx.endpoint;

import dev.restatevertx.config.Http2ClientConfig;
import java.time.Duration;

/** How connections to endpoints are made and kept. */
public record EndpointSettings(Duration connectTimeout, Http2ClientConfig http2) {}
