import { render } from 'preact';
import '../styles/base.css';
import './verify.css';
import { fetchScreens } from '../components/later/later.tsx';
import { App } from './app.tsx';
import { wearBrand } from './brand.ts';
import { guardPhotos } from './leave-guard.ts';
import { takeLink } from './link.ts';
import { VerifyPage } from './page.ts';

const place = document.getElementById('page');
if (place !== null) {
  const page = new VerifyPage(takeLink(location, history, sessionStorage));
  guardPhotos(page);
  render(<App page={page} />, place);
  wearBrand(page, document.documentElement);
  void page.load().then(fetchScreens);
  // Another link pasted into the same tab starts over with it.
  addEventListener('hashchange', () => location.reload());
}
