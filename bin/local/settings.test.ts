import { describe, expect, test } from 'vitest';
import { hasSimulator, publicUrlOf, readSettings } from './settings.ts';

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

describe('the address of the pages', () => {
  const url = 'http://here:4000';
  test.each([
    ['is the machine’s own', {}, url],
    ['is the machine’s own on an address of the house', { HOST: '192.168.0.7' }, url],
    [
      'is what the operator says',
      { BOS_PUBLIC_URL: 'https://aurora.example/', HOST: '0.0.0.0' },
      'https://aurora.example',
    ],
    ['is not known where it listens on every address', { HOST: '0.0.0.0' }, undefined],
    ['is not known to real telephones on a loopback', { WHATSAPP_GRAPH_URL: 'https://graph.facebook.com' }, undefined],
  ])('%s: %j', (_title, variables, expected) => {
    expect(publicUrlOf(readSettings(variables), url)).toBe(expected);
  });

  test('is a web address or refused, naming the variable', () => {
    for (const wrong of ['aurora.example', 'ftp://aurora.example'])
      expect(() => readSettings({ BOS_PUBLIC_URL: wrong })).toThrow(/BOS_PUBLIC_URL: a web address such as https:/);
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
