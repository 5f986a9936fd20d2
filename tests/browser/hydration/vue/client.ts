import { newApp } from './page.ts';

newApp().mount('#app');
