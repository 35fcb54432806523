import { sizeOf } from '../../testing/cost-meter.ts';

/** As DynamoDB counts an item: its attributes, without what a map around them would cost. */
export const bytesOf = (item: object): number => sizeOf(item) - 3 - Object.keys(item).length;
