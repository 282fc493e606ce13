import { createHash } from 'node:crypto';
import { deep } from '#main/store/cache/deep';
import type { Port } from '#main/ports';

export const handlers = (port: Port) => ({ port, deep, createHash });
