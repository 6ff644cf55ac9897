import './styles/base.css';
import './styles/shell.css';
import './styles/messages.css';
import './styles/composer.css';
import './styles/voice.css';
import './shell/sandbox-app.js';
