# Drawn by simbench; to draw it again: gnuplot cached_by_turn.gp
reset session
set encoding utf8
set decimalsign '.'
$turns1 << EOD
1 0.66050487
2 0.6074511
3 0.70115716
4 0.75643721
5 0.78621648
6 0.80710665
7 0.81575212
8 0.84640688
9 0.89996446
EOD
$turns2 << EOD
1 0.73752257
2 0.61872424
3 0.72519052
4 0.7843722
5 0.82264513
6 0.85186498
7 0.86801091
8 0.88087898
9 0.89996446
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [1:9]
set yrange [0:1]
set ytics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' 0.8, '100 %%' 1)
set xlabel 'Turn of the conversation'
set ylabel 'Share of the input tokens read from the cache'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cached_by_turn.svg'
set label 9000 '1 h reads 70 % of the input behind first turns from the provider’s cache' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 '5 min' at screen 0.44, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.39777778, screen 0.040740741 to screen 0.43111111, screen 0.040740741 nohead lc rgb '#0072B2' lw 2.45 dt 1
set label 8001 '1 h' at screen 0.54222222, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.5, screen 0.040740741 to screen 0.53333333, screen 0.040740741 nohead lc rgb '#D55E00' lw 1.8 dt 1
set label 9010 'Retrieval chat with prompts of 2,200 tokens: what can the provider’s prompt cache save? · rag-prefix · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $turns1 using 1:2 with lines lc rgb '#0072B2' lw 2.45 dt 1 notitle, \
  $turns2 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt 1 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cached_by_turn.png'
set label 9000 '1 h reads 70 % of the input behind first turns from the provider’s cache' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 '5 min' at screen 0.44, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.39777778, screen 0.040740741 to screen 0.43111111, screen 0.040740741 nohead lc rgb '#0072B2' lw 2.45 dt 1
set label 8001 '1 h' at screen 0.54222222, screen 0.040740741 left font ',10'
set arrow 8001 from screen 0.5, screen 0.040740741 to screen 0.53333333, screen 0.040740741 nohead lc rgb '#D55E00' lw 1.8 dt 1
set label 9010 'Retrieval chat with prompts of 2,200 tokens: what can the provider’s prompt cache save? · rag-prefix · 5 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
plot \
  $turns1 using 1:2 with lines lc rgb '#0072B2' lw 2.45 dt 1 notitle, \
  $turns2 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt 1 notitle
set output
