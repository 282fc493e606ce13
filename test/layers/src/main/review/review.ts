import { handlers } from '#main/cases/handlers';

export const review = handlers;
