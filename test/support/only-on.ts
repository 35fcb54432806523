import { test } from 'vitest';
import { chosenTarget, type Target } from './target.ts';

/** The target and the reason in a title that `onlyOn` has written. */
export function exceptionIn(title: string): { readonly target: string; readonly reason: string } | undefined {
  const [, target, reason] = / \[only on ([a-z-]+): (.+)\]$/.exec(title) ?? [];
  return target === undefined || reason === undefined ? undefined : { target, reason };
}

/** A test of what one target alone can do, and why. The other skips it; everything else is tested on both. */
export function onlyOn(target: Target, reason: string): (title: string, body: () => Promise<void>) => void {
  return (title, body) => test.runIf(chosenTarget === target)(`${title} [only on ${target}: ${reason}]`, body);
}
