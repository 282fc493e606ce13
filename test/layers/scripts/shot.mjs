import { helper } from '../test/main/helper.ts';

export const shot = helper;
