/** The bundle of swagger-ui-dist, which the page loads before this. */
declare const SwaggerUIBundle: (options: Readonly<Record<string, unknown>>) => unknown;

SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  // The rooms first: their operations are too many to be looked through, and to be drawn at once.
  docExpansion: 'none',
  displayRequestDuration: true,
  // Its badge would be asked for from a server of its makers.
  validatorUrl: null,
});
