import { createServer } from 'node:http';
import type { Port } from '#main/ports';

export const world = (port: Port) => createServer(() => port.read());
