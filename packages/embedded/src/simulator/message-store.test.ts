import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openMessageStore, type StoredMessage } from './message-store.ts';

const message = (id: string): StoredMessage => ({
  id,
  phone: '5511900000301',
  phoneNumberId: '1',
  sender: 'business',
  at: '2026-11-22T12:00:00.000Z',
  tick: 'waiting',
  kind: 'text',
  text: id,
  buttons: [{ id: 'a', title: 'A' }],
  callbackData: 'demo/c/m',
});

describe('the message store', () => {
  test('moves ticks forward only', () => {
    const store = openMessageStore(':memory:');
    store.add(message('m1'));
    expect(store.advance('m1', 'delivered')?.tick).toBe('delivered');
    expect(store.advance('m1', 'sent')).toBeUndefined();
    expect(store.advance('m1', 'delivered')).toBeUndefined();
    expect(store.get('m1')?.tick).toBe('delivered');
    expect(store.advance('unknown', 'read')).toBeUndefined();
    store.close();
  });

  test('gives the latest messages, oldest first, as they were stored', () => {
    const store = openMessageStore(':memory:');
    for (const id of ['m1', 'm2', 'm3']) store.add(message(id));
    expect(store.history('5511900000301', 2)).toEqual([message('m2'), message('m3')]);
    expect(store.history('other', 2)).toEqual([]);
    store.close();
  });

  test('keeps a file for the next start', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bos-simulator-'));
    const file = path.join(folder, 'simulator.db');
    const first = openMessageStore(file);
    first.add(message('m1'));
    first.close();
    const second = openMessageStore(file);
    expect(second.get('m1')).toEqual(message('m1'));
    second.close();
    rmSync(folder, { recursive: true });
  });
});
