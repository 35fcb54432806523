/** Everything from this server, nothing inline; no page may be framed. */
const STRICT = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** The API's documentation writes styles into its elements. */
const WITH_INLINE_STYLES = STRICT.map((rule) =>
  rule === "style-src 'self'" ? "style-src 'self' 'unsafe-inline'" : rule,
);

/** The headers of a page or of a part of it. */
export function securityHeaders(inlineStyles: boolean): Record<string, string> {
  return {
    'content-security-policy': (inlineStyles ? WITH_INLINE_STYLES : STRICT).join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  };
}
