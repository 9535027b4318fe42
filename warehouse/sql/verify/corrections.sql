-- a correction cannot be: the claim cannot be what it says, so it was left as read
SELECT action || ' ' || target || ': ' || problem AS what FROM core.correction WHERE state = 'unfit'
