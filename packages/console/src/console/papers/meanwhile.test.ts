import { expect, test } from 'vitest';
import { meanwhileOf } from './meanwhile.ts';

const papers = (status: 'submitted' | 'approved' | 'refused', ...ids: readonly string[]) => ({
  status,
  documents: ids.map((id) => ({ id, kind: 'passport', contentType: 'image/jpeg', url: '', expiresAt: '' }) as const),
});

test('a colleague who was faster is told of, whatever else there is', () => {
  const after = papers('approved', 'd1', 'd2');
  expect(meanwhileOf(papers('submitted', 'd1'), after)).toEqual({ kind: 'reviewed', status: 'approved' });
});

test('other papers are told from a stay that was moved', () => {
  expect(meanwhileOf(papers('submitted', 'd1'), papers('submitted', 'd1', 'd2'))).toEqual({ kind: 'papers' });
  expect(meanwhileOf(papers('submitted', 'd1'), papers('submitted', 'd1'))).toEqual({ kind: 'stay' });
});
