import { REGION } from '../../engines/launcher/localstack.ts';

/** How AWS clients of the rehearsal reach an engine. */
export const engineSettings = (endpoint: string) => ({
  endpoint,
  region: REGION,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
