import { inZone } from '#domain/sla/zone';

/** `10:32:04`: steps of a disable are seconds apart. */
export const clockText = (iso: string, zone: string): string => inZone(Date.parse(iso), zone).toFormat('HH:mm:ss');
