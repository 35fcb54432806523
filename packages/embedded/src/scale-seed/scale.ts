/** How much is made. */
export interface Scale {
  readonly buildings: number;
  /** In each building. */
  readonly units: number;
}

const MOST_BUILDINGS = 2_000;
const MOST_UNITS = 1_000;

/** `300x150`: buildings by units. Undefined for what is none, or more than a machine should try. */
export function readScale(text: string): Scale | undefined {
  const [, buildings = '', units = ''] = /^(\d{1,4})x(\d{1,4})$/.exec(text) ?? [];
  const scale = { buildings: Number(buildings), units: Number(units) };
  const isGood =
    scale.buildings >= 1 && scale.buildings <= MOST_BUILDINGS && scale.units >= 1 && scale.units <= MOST_UNITS;
  return isGood ? scale : undefined;
}

/** `scale-007`: its number among the others, from 1. */
export function scaleBuildingId(number: number): string {
  return `scale-${String(number).padStart(3, '0')}`;
}
