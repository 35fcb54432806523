import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';

/** Where the table is: in this machine's own engine, or at an endpoint that the operator named. */
export interface TableEndpoint {
  readonly url: string;
  readonly own: boolean;
}

/** Our engine checks no signatures, so none are computed for it; any other endpoint gets the operator's own. */
export function tableConnection({ url, own }: TableEndpoint): DynamoDBClientConfig {
  return own ? engineConnection(url) : { endpoint: url };
}
