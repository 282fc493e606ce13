// The clean twin: what the console may do.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Calls } from '#contract/calls';
import { empty } from '#domain/case/state';
import './screen.css';

export type Names = keyof Calls;
export const screen = { Button, useState, empty };
export const now = () => Date.now();
