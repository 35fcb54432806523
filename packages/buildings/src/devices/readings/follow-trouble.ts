import { deterministicId } from '@bos/kernel/ids';
import type { Track } from './device-status.ts';
import type { ReadingValue } from './reading.ts';
import type { Trouble, TroubleRule } from './trouble.ts';

/** The same for the same beginning, so that whoever opens it twice opens one. */
export function begin(deviceId: string, trouble: Trouble, at: string): Track {
  return { trouble, episodeId: deterministicId(new Date(at), 'device-episode', deviceId, trouble), openedAt: at };
}

export function reopened({ endedAt: _ended, ...track }: Track): Track {
  return track;
}

export const ended = (track: Track, at: string): Track => ({ ...track, endedAt: at });

const apart = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

interface Seen {
  readonly deviceId: string;
  readonly value: ReadingValue;
  readonly at: string;
  /** The newest value of that measure before, when it is newer than this one: readings come in any order. */
  readonly newer?: { readonly at: string; readonly value: ReadingValue } | undefined;
}

function beginning(
  { rejoins, trouble, ...rule }: TroubleRule,
  track: Track | undefined,
  seen: Seen,
): Track | undefined {
  const { deviceId, at, newer } = seen;
  if (track !== undefined) {
    const { openedAt, endedAt } = track;
    // Older than all that is known, or part of it.
    if (at <= openedAt || endedAt === undefined || at <= endedAt) return track;
    if (apart(endedAt, at) < rejoins) return newer === undefined ? reopened(track) : track;
  }
  if (newer === undefined || !rule.isOver(newer.value)) return begin(deviceId, trouble, at);
  return rule.countsLate ? ended(begin(deviceId, trouble, at), newer.at) : track;
}

/**
 * How a trouble stands after that value; the same track when nothing changes. Duplicates change nothing, and in whatever
 * order values come, one trouble has one beginning.
 */
export function follow(rule: TroubleRule, track: Track | undefined, seen: Seen): Track | undefined {
  if (rule.begins(seen.value)) return beginning(rule, track, seen);
  const lasts = track !== undefined && track.endedAt === undefined;
  if (!lasts || !rule.isOver(seen.value) || seen.newer !== undefined || seen.at < track.openedAt) return track;
  return ended(track, seen.at);
}
