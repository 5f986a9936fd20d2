/** Says on stderr what is being measured: some of it takes minutes, and stdout is the report. */
export function progress(what: string): void {
  console.error(`… ${what}`);
}
