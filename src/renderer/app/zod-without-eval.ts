/**
 * Imported before everything else: zod would try `new Function` when the contract is built, and the page's policy
 * forbids and reports it.
 */
import { config } from 'zod';

config({ jitless: true });
