/** Settings of the AWS SDK for clients of the engine, of the table and of its streams. */
export interface EngineConnection {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly signer: { sign<R extends { headers: Record<string, string> }>(request: R): Promise<R> };
}

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/**
 * How to reach the engine. It wants a signature and never checks it, on an address that only this machine reaches; to
 * compute one costs half the time of a put. Any other endpoint needs the SDK's own settings instead.
 */
export function engineConnection(endpoint: string): EngineConnection {
  return {
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    signer: {
      sign(request) {
        request.headers.authorization = SIGNED;
        request.headers['x-amz-date'] = '20260101T000000Z';
        return Promise.resolve(request);
      },
    },
  };
}
