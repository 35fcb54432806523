import { hmacSha256 } from '@bos/kernel/hash';
import { virtualClock } from '@bos/testing/clocks';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createS3DocumentStorage } from './s3-document-storage.ts';

const SECRET = 'a secret of the test';
const clock = virtualClock();
const storage = createS3DocumentStorage({ bucket: () => 'bos-documents', clock });

beforeAll(() => {
  vi.stubEnv('AWS_REGION', 'sa-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
  vi.stubEnv('AWS_SESSION_TOKEN', 'a session of the test');
});
afterAll(() => void vi.unstubAllEnvs());

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
function signatureOf(policy: string, date: string, region: string): string {
  const key = [date, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => hmacSha256(secret, part),
    `AWS4${SECRET}`,
  );
  return hmacSha256(key, policy).toString('hex');
}

describe('a form for S3', () => {
  const policySchema = z.object({ conditions: z.array(z.unknown()), expiration: z.string() });

  test('holds every limit in the policy that is signed', async () => {
    const { fields, expiresAt } = await storage.signUpload({
      key: 'demo/documents/d1',
      contentType: 'application/pdf',
      minBytes: 1,
      maxBytes: 1_000,
      expiresInSeconds: 60,
    });
    const { Policy = '', 'X-Amz-Date': at = '', 'X-Amz-Signature': signature } = fields;
    expect(signature).toBe(signatureOf(Policy, at.slice(0, 8), 'sa-east-1'));
    const { conditions } = policySchema.parse(JSON.parse(Buffer.from(Policy, 'base64').toString('utf8')));
    expect(conditions).toEqual(
      expect.arrayContaining([
        { bucket: 'bos-documents' },
        { key: 'demo/documents/d1' },
        { 'Content-Type': 'application/pdf' },
        ['content-length-range', 1, 1_000],
        { 'X-Amz-Security-Token': 'a session of the test' },
      ]),
    );
    expect(expiresAt).toEqual(new Date(clock.now().getTime() + 60_000));
  });
});

describe('a link to S3', () => {
  test('names the operation, the file and the time, and asks for no checksum that a browser would not send', async () => {
    const { url } = await storage.signDownload({ key: 'demo/media/m1', fileName: 'a.jpg', expiresInSeconds: 300 });
    const { host, pathname, searchParams } = new URL(url);
    expect([host, pathname]).toEqual(['bos-documents.s3.sa-east-1.amazonaws.com', '/demo/media/m1']);
    expect(searchParams.get('X-Amz-Expires')).toBe('300');
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host');
    expect(searchParams.get('response-content-disposition')).toMatch(/^attachment; filename="a.jpg"/);
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  });
});

test('a bucket that cannot be reached is said so, as something to try again', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
  const unreachable = createS3DocumentStorage({ bucket: () => 'bos-documents', clock });
  const busy = { kind: 'unavailable', code: 'DOCUMENTS_UNAVAILABLE' };
  await expect(unreachable.describe('demo/a')).rejects.toMatchObject(busy);
  await expect(unreachable.remove('demo/a')).rejects.toMatchObject(busy);
  vi.stubEnv('AWS_ENDPOINT_URL', undefined);
});
