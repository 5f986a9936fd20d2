declare module '*.svelte' {
  import type { Component } from 'svelte';

  const component: Component;
  export default component;
}

declare module 'babel-preset-solid' {
  import type { PluginTarget } from '@babel/core';

  const preset: PluginTarget;
  export default preset;
}
