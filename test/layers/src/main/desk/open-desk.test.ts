import world from '#support/world';

export const openDesk = world;
