import { handlers } from '#main/cases/handlers';

export const disable = handlers;
