import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostScripts, type ScriptedHost } from './scripted-bundles.ts';

let host: ScriptedHost;
beforeAll(async () => {
  host = await hostScripts({
    'mission-plan': `export const handler = async (event) => {
      if (event.busy) throw Object.assign(new Error('busy'), { name: 'DeviceBusy' });
      return { planned: event };
    };`,
  });
});
afterAll(() => host?.close());

function post(name: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  const url = `${host.httpEndpoint}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  return fetch(url, { method: 'POST', body, headers });
}

describe('the Invoke operation', () => {
  test('takes a function’s name, its deployed name and its ARN with a version', async () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:bos-rehearsal-mission-plan';
    for (const name of ['mission-plan', 'bos-rehearsal-mission-plan', arn, `${arn}:$LATEST`]) {
      const response = await post(name, '{"missionId":"m1"}');
      expect(response.status).toBe(200);
      expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
      expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
      expect(response.headers.get('x-amz-function-error')).toBeNull();
      expect(await response.json()).toEqual({ planned: { missionId: 'm1' } });
    }
  });

  test('gives an empty event for no payload', async () => {
    expect(await (await post('mission-plan', '')).json()).toEqual({ planned: {} });
  });

  test('marks the error of a function and still answers 200', async () => {
    const response = await post('mission-plan', '{"busy":true}');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await response.json()).toMatchObject({
      errorType: 'DeviceBusy',
      errorMessage: 'busy',
      trace: expect.arrayContaining([expect.stringContaining('DeviceBusy')]),
    });
  });

  test('says 404 with a request id for an unknown function', async () => {
    const response = await post('nobody', '{}');
    expect(response.status).toBe(404);
    expect(response.headers.get('x-amzn-requestid')).toBeTruthy();
    expect(response.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException');
    expect(await response.json()).toEqual({
      Type: 'User',
      Message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody',
    });
  });

  test.each([
    ['an event that is no JSON', '{', {}, 400, 'InvalidRequestContentException'],
    ['an event of more than 6 MB', JSON.stringify('x'.repeat(6_291_455)), {}, 413, 'RequestTooLargeException'],
    ['an event of more than 10 MB', 'x'.repeat(11_000_000), {}, 413, 'RequestTooLargeException'],
    ['a call that nobody waits for', '{}', { 'x-amz-invocation-type': 'Event' }, 400, 'InvalidParameterValueException'],
  ])('refuses %s', async (_, body, headers, status, type) => {
    const response = await post('mission-plan', body, headers);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([status, type]);
    await response.text();
  });
});
