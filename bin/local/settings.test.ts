import { describe, expect, test } from 'vitest';
import { hasSimulator, readSettings } from './settings.ts';

describe('the simulator, which can write as anybody,', () => {
  test.each([
    ['by default', {}, true],
    ['with a double of WhatsApp on this machine', { WHATSAPP_GRAPH_URL: 'http://127.0.0.1:9000' }, true],
    ['beside the real WhatsApp', { WHATSAPP_GRAPH_URL: 'https://graph.facebook.com' }, false],
    ['on an address that others reach', { HOST: '0.0.0.0' }, false],
  ])('%s', (_when, variables, there) => {
    expect(hasSimulator(readSettings(variables))).toBe(there);
  });
});

describe('the settings', () => {
  test.each([
    [{}, { demo: true, demoLife: true }],
    [{ BOS_DEMO: 'small' }, { demo: true, demoLife: false }],
    [{ BOS_DEMO: '0' }, { demo: false, demoLife: false }],
  ])('%j says how much of the demo building there is', (variables, demo) => {
    expect(readSettings(variables)).toMatchObject(demo);
  });

  test('name the variable that is wrong, and its rule', () => {
    expect(() => readSettings({ PORT: 'http' })).toThrow(/PORT: /);
    expect(() => readSettings({ LANGUAGE_MODEL: 'gpt' })).toThrow(/LANGUAGE_MODEL: only "offline"/);
  });

  test('take an empty variable for one that is not set', () => {
    expect(readSettings({ PORT: '', HOST: '' })).toMatchObject({ port: 4000, host: '127.0.0.1' });
  });
});
