export const stray = true; // layers(imports)
