import { DateTime, IANAZone } from 'luxon';
import { DateTime as Time } from 'luxon';
import { Settings } from 'luxon'; // layers(pure)
import * as luxon from 'luxon'; // layers(pure)
export { DateTime as Renamed } from 'luxon'; // layers(pure)
export const a = () => DateTime.now(); // layers(pure)
export const b = () => DateTime.local(); // layers(pure)
export const c = () => Time.utc(); // layers(pure)
export const d = () => DateTime.fromObject({ hour: 1 }); // layers(pure)
export const e = (at: string) => DateTime.fromISO(at).diffNow(); // layers(pure)
export const f = async () => (await import('luxon')).DateTime.now(); // layers(pure)
export const zone = IANAZone.create('UTC');
