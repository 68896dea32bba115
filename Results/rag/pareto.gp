# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
7350.7686 0.91150539
15566.507 0.91150539
15566.507 0.92044205
16084.988 0.92044205
16084.988 0.92311836
22286.861 0.92311836
22286.861 0.93504328
25629.89 0.93504328
EOD
$point0 << EOD
22286.861 0.93504328 30.281956 0.003438746
EOD
$point1 << EOD
16084.988 0.92311836 30.552039 0.0033317416
EOD
$point2 << EOD
15566.507 0.92044205 30.808411 0.0034652884
EOD
$point3 << EOD
7350.7686 0.91150539 93.285693 0.0034820001
EOD
$point4 << EOD
1598.0327 0.91316542 73.40741 0.0037018041
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'naive' at first 22286.861, first 0.93504328 left front font ',10' textcolor rgb '#737373' offset screen 0.01, screen 0.02037037
set label 'exact' at first 16084.988, first 0.92311836 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen 0.02037037
set label 'semantic' at first 15566.507, first 0.92044205 left front font ',10' textcolor rgb '#C25500' offset screen 0.01, screen -0.02037037
set label 'full' at first 7350.7686, first 0.91150539 left front font ',10' textcolor rgb '#00835F' offset screen 0.01, screen 0.02037037
set label 'oracle' at first 1598.0327, first 0.91316542 left front font ',10' textcolor rgb '#9F5E82' offset screen 0.01, screen 0.02037037
set xrange [0:25629.89]
set xtics ('$0' 0, '$5,000' 5000, '$10,000' 10000, '$15,000' 15000, '$20,000' 20000, '$25,000' 25000)
set yrange [0.90726857:0.9392801]
set ytics ('0.9100' 0.91, '0.9150' 0.915, '0.9200' 0.92, '0.9250' 0.925, '0.9300' 0.93, '0.9350' 0.935)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 'From cheap to good: full, semantic, exact and naive; full costs least of those' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.040740741 to screen 0.15555556, screen 0.040740741 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'star: bound, cannot be deployed' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 5 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#CC79A7' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 'From cheap to good: full, semantic, exact and naive; full costs least of those' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.040740741 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.040740741 to screen 0.15555556, screen 0.040740741 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'star: bound, cannot be deployed' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'RAG chatbot, 10,000 daily users: which layers earn the claimed 77 %? · rag · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 5 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#CC79A7' notitle
set output
