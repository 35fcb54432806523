/** A refusal in the words of Meta's Graph API. Callers decide on `code`. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: number;
  readonly details: string;

  constructor(code: number, title: string, details: string, status = 400) {
    super(`(#${code}) ${title}`);
    this.name = 'GraphError';
    this.code = code;
    this.details = details;
    this.status = status;
  }
}

export function badToken(): GraphError {
  return new GraphError(190, 'Invalid OAuth access token', 'The access token could not be decrypted.', 401);
}

/** A parameter that is missing or that nobody knows. */
export function badParameter(details: string): GraphError {
  return new GraphError(100, 'Invalid parameter', details);
}

/** A parameter whose value is outside its limits. */
export function badValue(details: string): GraphError {
  return new GraphError(131009, 'Parameter value is not valid', details);
}

export function graphErrorResponse(error: GraphError, traceId: string): Response {
  const { status, message, code, details } = error;
  const body = {
    error: {
      message,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: traceId,
    },
  };
  return Response.json(body, { status });
}
