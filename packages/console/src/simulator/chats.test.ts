import type { PhoneMessage } from '@bos/embedded/simulator/phone-message';
import { describe, expect, test } from 'vitest';
import { answerTimes, chatsOf, medianOf, unreadOf, withMessage } from './chats.ts';

const message = (id: string, rest: Partial<PhoneMessage> = {}): PhoneMessage => ({
  id,
  phone: '1',
  sender: 'business',
  at: '2026-11-22T12:00:00.000Z',
  tick: 'sent',
  kind: 'text',
  text: id,
  ...rest,
});

describe('the chats of the simulator', () => {
  test('keep the place of a message whose tick moves', () => {
    const chats = withMessage(
      chatsOf([message('a'), message('b'), message('c', { phone: '2' })]),
      message('a', { tick: 'read' }),
    );
    expect(chats.get('1')?.map(({ id, tick }) => `${id} ${tick}`)).toEqual(['a read', 'b sent']);
    expect(chats.get('2')).toHaveLength(1);
  });

  test('put a new message last, also on a telephone without any', () => {
    const chats = withMessage(withMessage(chatsOf([message('a')]), message('b')), message('x', { phone: '3' }));
    expect(chats.get('1')?.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(chats.get('3')?.map(({ id }) => id)).toEqual(['x']);
  });

  test('count what the building wrote and nobody has seen', () => {
    expect(unreadOf([message('a'), message('b', { tick: 'read' }), message('c', { sender: 'person' })])).toBe(1);
  });

  test('know the median of the answer times', () => {
    const timed = [120, 80, 2_500].map((time, index) => message(`m${index}`, { answeredAfterMilliseconds: time }));
    expect(medianOf(answerTimes(chatsOf([...timed, message('late')])))).toBe(120);
    expect(medianOf([])).toBeUndefined();
  });
});
