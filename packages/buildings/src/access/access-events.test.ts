import { expect, test } from 'vitest';
import { credentialStatusChanged, parcelReceived } from './access-events.ts';

test.each([parcelReceived, credentialStatusChanged])(
  '$name takes its good examples and refuses its bad ones',
  (event) => {
    for (const good of event.examples.good) expect(event.schema.safeParse(good).success).toBe(true);
    for (const bad of event.examples.bad) expect(event.schema.safeParse(bad).success).toBe(false);
  },
);
