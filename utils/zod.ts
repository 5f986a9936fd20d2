import * as z from 'zod';

// Zod would compile its parsers with `new Function`, and first tries whether it may: the
// extension's Content Security Policy forbids it, and each try is reported in the console.
z.config({ jitless: true });

export { z };
