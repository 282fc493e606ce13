import { screen } from '../app/screen'; // layers(imports)
import { Button } from '@mantine/core'; // layers(imports)
import { createVault } from '#main/vault/vault'; // layers(imports)
