import { render } from 'preact';
import '../styles/base.css';
import './review.css';
import { fetchScreens } from '../components/later/later.tsx';
import { App } from './app.tsx';
import { ReviewConsole } from './console.ts';
import { takeInvitation } from './invitation.ts';

const place = document.getElementById('page');
if (place !== null) {
  const desk = new ReviewConsole(takeInvitation(location, history, sessionStorage));
  render(<App desk={desk} />, place);
  void desk.open().then(fetchScreens);
}
