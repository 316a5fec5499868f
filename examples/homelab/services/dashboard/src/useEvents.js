import { useEffect, useState } from 'react';

/** The last event of a topic, from the websocket gateway; reconnects after two seconds. */
export function useEvents(topic) {
  const [event, setEvent] = useState(null);

  useEffect(() => {
    let socket;
    let timer;
    const connect = () => {
      socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/${topic}`);
      socket.onmessage = (message) => setEvent(JSON.parse(message.data));
      socket.onclose = () => {
        timer = setTimeout(connect, 2000);
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      socket.onclose = null;
      socket.close();
    };
  }, [topic]);

  return event;
}
