import { createApp } from '#main/app';

const world = createApp;
export default world;
