/** Of what the sample identity system answers: a desk that expects another one starts it anew. */
export const identityVersion = '4';
