# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
184.07764 0.68556505
453.62725 0.68556505
453.62725 0.69876543
1398.5192 0.69876543
1398.5192 0.83471035
3587.7707 0.83471035
EOD
$point0 << EOD
3119.8006 0.80389364 81.932248 0.0043774382
EOD
$point1 << EOD
184.07764 0.68556505 4.9159349 0.0046170492
EOD
$point2 << EOD
2238.7809 0.76576448 53.705002 0.007552086
EOD
$point3 << EOD
2554.1715 0.76405508 111.76479 0.0030164009
EOD
$point4 << EOD
453.62725 0.69876543 7.4455873 0.0043893334
EOD
$point5 << EOD
1997.6812 0.75702754 1467.1606 0.055086131
EOD
$point6 << EOD
1828.7754 0.76367521 89.65549 0.0075290367
EOD
$point7 << EOD
1716.8915 0.76006648 136.51236 0.009747324
EOD
$point8 << EOD
1883.9506 0.7677113 109.7475 0.0075174856
EOD
$point9 << EOD
1750.6626 0.76196581 147.82341 0.010679042
EOD
$point10 << EOD
1398.5192 0.83471035 62.28506 0.0042125357
EOD
$point11 << EOD
1677.238 0.76823362 87.628086 0.0014045224
EOD
$point12 << EOD
746.26811 0.85811966 19.175099 0.0038526509
EOD
$ruled << EOD
184.07764 0.68556505
453.62725 0.69876543
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'all strong' at first 3119.8006, first 0.80389364 left front font ',10' textcolor rgb '#737373' offset screen 0.01, screen 0.02037037
set label 'all weak' at first 184.07764, first 0.68556505 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen -0.02037037
set label 'random' at first 2238.7809, first 0.76576448 left front font ',10' textcolor rgb '#C25500' offset screen 0.01, screen 0.02037037
set label 'length' at first 2554.1715, first 0.76405508 left front font ',10' textcolor rgb '#00835F' offset screen 0.01, screen 0.02037037
set label 'keywords' at first 453.62725, first 0.69876543 left front font ',10' textcolor rgb '#9F5E82' offset screen 0.01, screen 0.02037037
set label '50 labels' at first 1997.6812, first 0.75702754 left front font ',10' textcolor rgb '#9A6B00' offset screen 0.01, screen -0.02037037
set label 'knn' at first 1828.7754, first 0.76367521 center front font ',10' textcolor rgb '#3B7CA1' offset screen 0, screen -0.02962963
set label 'domain' at first 1716.8915, first 0.76006648 right front font ',10' textcolor rgb '#000000' offset screen -0.01, screen -0.02037037
set label 'linear' at first 1883.9506, first 0.7677113 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen 0.02037037
set label 'combined' at first 1750.6626, first 0.76196581 left front font ',10' textcolor rgb '#C25500' offset screen 0.0088888889, screen -0.051851852
set label 'cascade' at first 1398.5192, first 0.83471035 left front font ',10' textcolor rgb '#00835F' offset screen 0.01, screen 0.02037037
set label 'cascade 0.4' at first 1677.238, first 0.76823362 center front font ',10' textcolor rgb '#9F5E82' offset screen 0, screen 0.02962963
set label 'oracle' at first 746.26811, first 0.85811966 left front font ',10' textcolor rgb '#9A6B00' offset screen 0.01, screen 0.02037037
set xrange [0:3587.7707]
set xtics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set yrange [0.65450522:0.88917949]
set ytics ('0.700' 0.7, '0.750' 0.75, '0.800' 0.8, '0.850' 0.85)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 'From cheap to good: all weak, keywords and cascade; cascade costs least of those' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 8003 'star: bound, cannot be deployed' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8503 '' at screen 0.52222222, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'MMLU: which router beats sending the same share to GPT-4 at random, and by how much? · routing-mmlu · 5 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 8 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $point6 using 1:2:3 with xerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2 with points pt 14 ps 1.6 lw 2 lc rgb '#56B4E9' notitle, \
  $point7 using 1:2:3 with xerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2:4 with yerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#000000' notitle, \
  $point8 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point9 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2 with points pt 8 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point10 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point10 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point10 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point11 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point11 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point11 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point12 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point12 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point12 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 'From cheap to good: all weak, keywords and cascade; cascade costs least of those' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'that keep the rules' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 8003 'star: bound, cannot be deployed' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8503 '' at screen 0.52222222, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'MMLU: which router beats sending the same share to GPT-4 at random, and by how much? · routing-mmlu · 5 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 8 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $point6 using 1:2:3 with xerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2 with points pt 14 ps 1.6 lw 2 lc rgb '#56B4E9' notitle, \
  $point7 using 1:2:3 with xerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2:4 with yerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2 with points pt 6 ps 1.6 lw 2 lc rgb '#000000' notitle, \
  $point8 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2 with points pt 4 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point9 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2 with points pt 8 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point10 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point10 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point10 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point11 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point11 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point11 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point12 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point12 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point12 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
