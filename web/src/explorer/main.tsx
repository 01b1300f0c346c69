// Apart from the explorer itself: what an entry names is put where the app's pages load it too.
void import('./explorer.tsx');
