import { expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { jsonLog, type LogFields } from './log.ts';

const collect = () => {
  const lines: string[] = [];
  return {
    lines,
    log: jsonLog(
      (line) => lines.push(line),
      () => new Date(0),
    ),
  };
};

test('a field that is not on the list is masked, whatever it holds', () => {
  const { lines, log } = collect();
  const fields: LogFields = Object.assign({ missionId: 'm1' }, { phone: '5511900000301' });
  log.info('mission.started', fields);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    event: 'mission.started',
    missionId: 'm1',
    phone: '[masked]',
  });
});

test('the message of a foreign error is not written, for it may quote its input', () => {
  const { lines, log } = collect();
  log.error('failed', new TypeError('cannot read Maria Souza'));
  expect(lines[0]).not.toContain('Maria');
  expect(lines[0]).toContain('TypeError');
});

test('an error of ours is written with its code and message', () => {
  const { lines, log } = collect();
  log.error('failed', new DomainError('not_found', 'TICKET_NOT_FOUND', 'No ticket t1.'));
  expect(lines[0]).toContain('TICKET_NOT_FOUND');
  expect(lines[0]).toContain('No ticket t1.');
});
