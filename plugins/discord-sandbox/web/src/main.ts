import './styles/base.css';
import './styles/channels.css';
import './styles/people.css';
import './styles/modal.css';
import './styles/message-log.css';
import './styles/welcome.css';
import './styles/messages.css';
import './styles/markdown.css';
import './styles/embeds.css';
import './styles/components.css';
import './styles/composer.css';
import './styles/voice.css';
// Last: it decides what is left out where there is little room.
import './styles/shell.css';
import './shell/sandbox-app.js';
