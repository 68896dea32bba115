# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
181.9408 0.68573916
452.83389 0.68573916
452.83389 0.69982589
1381.0445 0.69982589
1381.0445 0.8346787
3546.8147 0.8346787
EOD
$point0 << EOD
3084.1867 0.805239 105.12012 0.0085534507
EOD
$point1 << EOD
181.9408 0.68573916 6.3072075 0.0030264968
EOD
$point2 << EOD
2221.2978 0.76630263 116.54511 0.0069115473
EOD
$point3 << EOD
2503.8243 0.76274137 146.13506 0.0042665467
EOD
$point4 << EOD
452.83389 0.69982589 20.594756 0.0085940207
EOD
$point5 << EOD
1484.0342 0.73646724 3283.8545 0.12010747
EOD
$point6 << EOD
1831.0037 0.76527382 191.6391 0.0020712262
EOD
$point7 << EOD
1657.1175 0.75617284 255.36319 0.0086879472
EOD
$point8 << EOD
1881.5654 0.76843938 172.21889 0.0078316724
EOD
$point9 << EOD
1691.8398 0.75973409 249.22134 0.0088072381
EOD
$point10 << EOD
1381.0445 0.8346787 129.67368 0.0072792189
EOD
$point11 << EOD
1654.7696 0.76891421 204.5949 0.002232857
EOD
$point12 << EOD
738.34794 0.85944919 10.704344 0.0059855756
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'all strong' at first 3084.1867, first 0.805239 left front font ',10' textcolor rgb '#7F7F7F' offset screen 0.01, screen 0.02037037
set label 'all weak' at first 181.9408, first 0.68573916 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen -0.02037037
set label 'random' at first 2221.2978, first 0.76630263 left front font ',10' textcolor rgb '#D55E00' offset screen 0.01, screen 0.02037037
set label 'length' at first 2503.8243, first 0.76274137 left front font ',10' textcolor rgb '#009E73' offset screen 0.01, screen 0.02037037
set label 'keywords' at first 452.83389, first 0.69982589 left front font ',10' textcolor rgb '#CC79A7' offset screen 0.01, screen 0.02037037
set label '50 labels' at first 1484.0342, first 0.73646724 left front font ',10' textcolor rgb '#E69F00' offset screen 0.01, screen 0.02037037
set label 'knn' at first 1831.0037, first 0.76527382 left front font ',10' textcolor rgb '#56B4E9' offset screen 0.01, screen -0.02037037
set label 'domain' at first 1657.1175, first 0.75617284 right front font ',10' textcolor rgb '#000000' offset screen -0.01, screen 0.02037037
set label 'linear' at first 1881.5654, first 0.76843938 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen 0.02037037
set label 'combined' at first 1691.8398, first 0.75973409 right front font ',10' textcolor rgb '#D55E00' offset screen -0.01, screen -0.02037037
set label 'cascade' at first 1381.0445, first 0.8346787 left front font ',10' textcolor rgb '#009E73' offset screen 0.01, screen 0.02037037
set label 'cascade 0.4' at first 1654.7696, first 0.76891421 center front font ',10' textcolor rgb '#CC79A7' offset screen 0, screen 0.02962963
set label 'oracle' at first 738.34794, first 0.85944919 left front font ',10' textcolor rgb '#E69F00' offset screen 0.01, screen 0.02037037
set xrange [0:3546.8147]
set xtics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000)
set yrange [0.65447135:0.890717]
set ytics ('0.700' 0.7, '0.750' 0.75, '0.800' 0.8, '0.850' 0.85)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 'Worth a choice: all weak, keywords and cascade, from cheap to good' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'hollow: beaten in cost and quality' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 8002 'star: bound, cannot be deployed' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'MMLU: which router beats sending the sam…re to GPT-4 at random, and by how much? · routing-mmlu · 3 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
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
  $point12 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#E69F00' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 'Worth a choice: all weak, keywords and cascade, from cheap to good' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'hollow: beaten in cost and quality' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 8002 'star: bound, cannot be deployed' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'MMLU: which router beats sending the sam…re to GPT-4 at random, and by how much? · routing-mmlu · 3 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
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
  $point12 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#E69F00' notitle
set output
