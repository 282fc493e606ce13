// The clean twin: a desk brings all of main together, its sample world, too.
import { handlers } from '#main/cases/handlers';
import { disable } from '#main/effects/disable';
import { world } from '#main/sample-world/world';
import { createVault } from '#main/vault/vault';

export const openDesk = { handlers, disable, world, createVault };
